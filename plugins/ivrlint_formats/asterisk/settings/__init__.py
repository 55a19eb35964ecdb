"""Files beside the dialplan: queues, voicemail, music on hold, transcripts."""
