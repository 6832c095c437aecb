"""What Beto asks for, through every door and every use case: his own user, and the numbers of Ana's rows."""
