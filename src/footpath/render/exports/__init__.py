"""The map in other formats: one module each, a map in, text or bytes out, the same for the same map."""
