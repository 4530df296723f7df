"""Who customers are: groups found in what they do, drawn as personas."""
