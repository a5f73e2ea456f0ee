"""From typed text to tokens: folding, stems, spelling, languages, the words that tell."""
