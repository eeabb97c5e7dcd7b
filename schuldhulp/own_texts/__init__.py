"""Reply scripts of a municipality itself: proposed, published as versions, shared as packages."""
