using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Footnote.Models.Tests")]
