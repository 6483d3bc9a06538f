"""The data flow through JavaScript and TypeScript."""
