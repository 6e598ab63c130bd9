using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Footnote.Chat.Tests")]
