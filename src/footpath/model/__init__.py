"""The words of the design as frozen types. Imports nothing of ours but the errors."""
