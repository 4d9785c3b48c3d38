"""What is asked and what is answered: pure, without sound, storage, clock or network."""
