"""A forgotten password: asked at the door, looked up and mailed afterwards."""
