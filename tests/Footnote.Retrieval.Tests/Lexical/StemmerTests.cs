using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>Stems as the published algorithms give them, with accents folded afterwards.</summary>
public sealed class StemmerTests
{
    [Theory]
    [InlineData(
        "de",
        "aufeinander kategorischen häuser überweisungen kontoführung freundlichkeit ereignisse größte arbeitslosen möglichkeiten",
        "aufeinand kategor haus uberweis kontofuhr freundlich ereignis grosst arbeitslos moglich")]
    [InlineData(
        "fr",
        "continuellement majestueusement banquiers paiements nationalité virements dépensées économiques chevaux publiquement",
        "continuel majestu banqui pai national vir depens econom cheval publiqu")]
    [InlineData(
        "es",
        "transferencias bancarias chicas dándoselo organización rápidamente continuidad canciones pagábamos siguieron",
        "transferent bancari chic dandosel organiz rapid continu cancion pag sigu")]
    [InlineData(
        "it",
        "abbandonata pronunciamento bancarie trasferimenti attività pagandolo velocemente amicizie giochi organizzazione",
        "abbandon pronunc bancar trasfer attiv pag veloc amiciz gioc organizz")]
    [InlineData(
        "pt",
        "transferências bancárias pagamentos organização rapidamente necessidades canções comprássemos boataria nacionais",
        "transferent bancar pagament organiz rapid necess canco compr boat nacion")]
    [InlineData(
        "nl",
        "lichamelijkheden overschrijvingen betalingen bankrekeningen mogelijkheid grootste werkelijk gemakkelijker kinderen opgeloste",
        "licham overschrijv betal bankreken mogelijk grootst werkelijk gemakkelijker kinder opgelost")]
    [InlineData(
        "ru",
        "переводы банковские важнейшими счетов длительность красивейший",
        "перевод банковск важн счет длительн красив")]
    [InlineData(
        "ru",
        "оплачивается читавшись книгами прочитанный",
        "оплачива чита книг прочита")]
    [InlineData("ru", "счёт счёта ёлки", "счет счет елк")]
    [InlineData(
        "ar",
        "الكتاب والكتاب كِتَابٌ مدرسة المدرسات أحمد",
        "كتاب كتاب كتاب مدرس مدرس احمد")]
    [InlineData("fr", "l'argent qu'il d'Europe", "argent europ")]
    [InlineData("it", "dell'acqua un'amica", "acqua amic")]
    [InlineData("de", "der die das und Straße STRASSE", "strass strass")]
    [InlineData("th", "บัญชี", "บั ัญ ญช ชี")]
    public void Stemmer_words_give_the_published_stems(string language, string words, string expected)
    {
        var terms = TextAnalyzer.For(language).Analyze(words).Select(term => term.Term);
        Assert.Equal(expected, string.Join(' ', terms));
    }
}
