using Footnote.Knowledge.Parsing;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;

namespace Footnote.Knowledge.Tests.Parsing;

public sealed class LocalParserTests : DocumentParserConformance
{
    private protected override IDocumentParser Create(ReadingLimits limits) =>
        new LocalParser(new FileReader(limits, new OcrSettings(), TimeProvider.System));
}
