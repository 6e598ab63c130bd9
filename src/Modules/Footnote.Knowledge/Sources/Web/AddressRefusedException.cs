namespace Footnote.Knowledge.Sources.Web;

/// <summary>A name leads to addresses that sources may not reach, and to no other.</summary>
internal sealed class AddressRefusedException() : IOException("The address belongs to a private network.");
