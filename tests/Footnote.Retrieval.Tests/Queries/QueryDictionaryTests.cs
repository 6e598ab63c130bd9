using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Tests.Queries;

public sealed class QueryDictionaryTests
{
    private readonly QueryDictionary _dictionary = new([["KYC", "know your customer"], ["ATM", "cash machine", "cashpoint"]]);

    [Fact]
    public void Expand_acronym_gives_what_it_stands_for_whatever_its_case()
    {
        Assert.Equal(["know your customer"], _dictionary.Expand("what is kyc?"));
    }

    [Fact]
    public void Expand_long_form_gives_the_acronym()
    {
        Assert.Equal(["KYC"], _dictionary.Expand("Know your customer rules"));
    }

    [Fact]
    public void Expand_synonym_gives_all_others()
    {
        Assert.Equal(["ATM", "cashpoint"], _dictionary.Expand("nearest cash machine"));
    }

    [Fact]
    public void Expand_part_of_a_word_is_no_match()
    {
        Assert.Empty(_dictionary.Expand("atmosphere"));
    }
}
