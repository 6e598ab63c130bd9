using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Tests.Text;

public sealed class LanguageDetectorTests
{
    [Theory]
    [InlineData("How do I change the address of my account?", "en")]
    [InlineData("Wie kann ich die Adresse meines Kontos ändern?", "de")]
    [InlineData("Comment puis-je changer l'adresse de mon compte ?", "fr")]
    [InlineData("¿Cómo puedo cambiar la dirección de mi cuenta?", "es")]
    [InlineData("Come posso cambiare l'indirizzo del mio conto?", "it")]
    [InlineData("Como posso mudar o endereço da minha conta?", "pt")]
    [InlineData("Hoe kan ik het adres van mijn rekening wijzigen?", "nl")]
    [InlineData("Как изменить адрес моего счёта?", "ru")]
    [InlineData("كيف يمكنني تغيير عنوان حسابي؟", "ar")]
    [InlineData("如何更改我的账户地址？", "zh")]
    [InlineData("口座の住所を変更するにはどうすればよいですか。", "ja")]
    [InlineData("계좌 주소를 어떻게 변경하나요?", "ko")]
    [InlineData("ฉันจะเปลี่ยนที่อยู่บัญชีได้อย่างไร", "th")]
    [InlineData("Як змінити адресу мого рахунку? Її не видно.", "und")]
    [InlineData("12345 -- !!", "und")]
    [InlineData("", "und")]
    [InlineData("\uD800\uDC00\uD800", "und")]
    public void LanguageDetector_text_gives_its_language(string text, string expected) =>
        Assert.Equal(expected, LanguageDetector.Detect(text));
}
