using Footnote.Models.Prompts;

namespace Footnote.Models.Tests;

public sealed class PromptTemplateTests
{
    [Fact]
    public void Values_are_filled_in_one_pass_so_that_a_value_is_never_a_template()
    {
        Assert.Equal("a {{b}} 2", new PromptTemplate("a {{a}} {{b}}").Render(("a", "{{b}}"), ("b", "2")));
    }

    [Fact]
    public void A_name_without_a_value_is_a_mistake()
    {
        Assert.Throws<ArgumentException>(() => new PromptTemplate("{{a}}").Render(("b", "1")));
    }
}
