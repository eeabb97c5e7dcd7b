"""The arrangement with all creditors: balances asked, proposals made and frozen, answers, and how it ended."""
