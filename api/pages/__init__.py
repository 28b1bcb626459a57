"""The pages for readers, in every language that has a catalogue, complete without scripts."""
