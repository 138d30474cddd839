"""The service: one process that answers in the browser, over REST and over MCP, for many people."""
