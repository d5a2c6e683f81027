"""What a person does, one function an action: the job, the words of success, the way back."""
