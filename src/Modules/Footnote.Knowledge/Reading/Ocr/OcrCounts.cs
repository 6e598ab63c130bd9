namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>What became of the pages of one document that were to be recognised.</summary>
internal readonly record struct OcrCounts(int Recognized, int LowConfidence, int Failed, int BeyondLimit);
