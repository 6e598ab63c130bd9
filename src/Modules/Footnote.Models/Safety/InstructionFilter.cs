using System.Text.RegularExpressions;
using System.Buffers;
using System.Text;
using Footnote.Models.Words;

namespace Footnote.Models.Safety;

/// <summary>
/// Takes instructions aimed at a model out of retrieved text: chat-template control tokens, invisible characters and sentences that order
/// the reader to drop its instructions, to change its role or to give its prompt away. A document about such attacks loses those sentences
/// too.
/// </summary>
public static partial class InstructionFilter
{
    /// <summary>What stands in the place of a sentence that was taken out.</summary>
    public const string Replacement = "(instruction removed)";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // a sentence without any of these matches no order; looking for them is a hundred times faster than trying
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        [
            "ignore", "disregard", "forget", "overrid", "overrul", "bypass", "skip", "discard", "you are", "you're", "yourself",
            "you will", "you must", "you shall", "you have been", "you to", "you like", "from now", "from this", "from here",
            "henceforth", "prompt", "instruction", "system message", "secret key", "password is", "act ", "behave", "respon", "roleplay",
            "role-play", "pretend", "persona", "emulate", "simulate", "immerse", "play the role", "impersonate", "in character", "become",
            "gpt", " ai ", " ai,", " ai:", "ai model", " ais ", "assistant", "llm", "language model", "chatbot", "do not", "don't",
            "never", "jailbr", "do anything now", "developer mode", "unfiltered", "amoral", "opposite mode", "without any", "answer",
            "repl", "output", "completion", "this code", "your code", "your project", "your program", "your script", "this project",
            "this program", "this script", "stop", "instead", " dan",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The text without what was detected, and whether anything was.</summary>
    public static string Neutralize(string text, out bool found)
    {
        ArgumentNullException.ThrowIfNull(text);
        string visible = WithoutInvisible(text);
        string clean = ControlTokens().Replace(visible, " ");
        found = !string.Equals(clean, text, StringComparison.Ordinal);
        if (!IsOrder(clean))
        {
            return clean;
        }

        found = true;
        var result = new StringBuilder(clean.Length);
        int from = 0;
        foreach ((int start, int end) in Sentences.Of(clean))
        {
            result.Append(clean, from, start - from);
            result.Append(IsOrder(clean[start..end]) ? Replacement : clean[start..end]);
            from = end;
        }

        result.Append(clean, from, clean.Length - from);
        string kept = result.ToString();
        return Orders().IsMatch(kept) ? Orders().Replace(kept, Replacement) : kept;
    }

    /// <summary>Whether a sentence is addressed to a model rather than to a reader.</summary>
    public static bool IsInstruction(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return IsOrder(WithoutInvisible(sentence)) || ControlTokens().IsMatch(sentence);
    }

    private static bool IsOrder(string text) => text.AsSpan().ContainsAny(Hints) && Orders().IsMatch(text);

    private static string WithoutInvisible(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune.Value))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    // zero-width and direction characters, soft hyphen, tags; the joiners U+200C and U+200D are needed by scripts and emoji
    private static bool IsInvisible(int c) =>
        c is 0xad or 0x200b or (>= 0x200e and <= 0x200f) or (>= 0x202a and <= 0x202e) or (>= 0x2060 and <= 0x2064)
            or (>= 0x2066 and <= 0x2069) or 0xfeff or (>= 0xe0000 and <= 0xe007f) or (< 0x20 and not ('\n' or '\r' or '\t'));

    [GeneratedRegex(
        @"<\|[a-z0-9_ ]{2,40}\|>|\[/?(INST|SYS)\]|<</?SYS>>|</?(system|assistant|passages?)\b[^>]{0,80}>|^\s*#{2,}\s*(system"
        + @"|instructions?)( (prompt|message))?\s*:?\s*$", Options | RegexOptions.Multiline, Patterns.MatchLimit)]
    private static partial Regex ControlTokens();

    [GeneratedRegex(
        @"\b(ignore|disregard|forget|override|overrule|bypass|skip|discard)\b.{0,40}\b(previous|prior|above|earlier|preceding|all|any"
            + @"|your|the|system|original|initial|existing|former)\b.{0,30}\b(instructions?|directions?|directives?|prompts?|rules?"
            + @"|guidelines?|commands?|orders?|context|polic(y|ies)|training|constraints?|programming|tasks?)\b"
        + @"|\b(ignore|disregard|forget) (everything|all|anything)( (that )?(you|i|we|above|before|said|told|you've|you were)\b|[.,!:]|$)"
        + @"|\byou (are|will be|must be|have been) (now|no longer|going to be|reprogrammed|henceforth)\b.{0,80}\b(assistant|ai|model|bot"
        + @"|chatbot|dan|persona|character|mode|unrestricted|restricted|bound|pretend|act)\b"
        + @"|\b(from now on|henceforth)\b,? (you|your|respond|answer|reply|act|pretend)\b"
        + @"|\b(reveal|print|show|repeat|output|display|leak|expose|tell me|give me|send|share|what (is|are|was))\b.{0,30}\b(your"
        + @"|the) (\w+ )?(system|initial|original|hidden|secret|full)? ?(prompt|instructions|system message|secret key|password is)\b"
        + @"|\b(act|behave|respond|roleplay|role-play|pretend)\b.{0,20}\b(as|like|to be|that)\b.{0,40}\b(dan|jailbroken|unrestricted"
        + @"|unfiltered|evil|no (restrictions|rules|limits)|developer mode|an ai|a chatbot)\b"
        + @"|\b(new|updated|real|actual|important) (system )?instructions?\b ?(:|for the (ai|assistant|model|llm|chatbot)|to the (ai"
        + @"|assistant|model))"
        + @"|\b(attention|note|message|instruction|order|dear|hey|hello)s?\b.{0,12}\b(ai|assistant|llm|language model|chatbot)s?\b ?[:,]"
        + @"|\b(do not|don't|never) (tell|inform|mention (this|it|that)|reveal|alert)\b.{0,30}\b(user|human|operator|person)\b"
        + @"|\b(system|developer) prompt\b ?(:|override|is now)|\b(stop|instead)\b.{0,30}\b(print|say|output|respond with"
        + @"|write only)\b ?[""':]"
        + @"|\b(from (now|this point|here) on(wards?)?|today|you must|you will|you shall|please|i want you to|i'd like you to|going to"
        + @"|about to)\b.{0,30}\b(act as|pretend|role-?play|emulate|simulate|immerse|play the role|impersonate|stay in character|become)\b"
        + @"|\b(do anything now|developer mode|jailbr(eak|oken)\w*|unfilteredgpt|unfiltered and amoral|completely amoral|opposite mode"
        + @"|without any (ethical|moral|censorship|filter)\w*)\b"
        + @"|\b(hi|hello|hey|hola|dear|you are|you're|yourself)\W{1,3}(now |a |an |not )?(chat ?gpt|gpt-?\d?|language model|ai (chatbot"
        + @"|assistant|model)|dan)\b|\b(as|of) chat ?gpt\b"
        + @"|\b(in|of|to|throughout|at the (start|end|beginning) of|with) (your|all|every|each of your) (response|reply|replies|answer"
        + @"|output|completion)s?\b|\byour (response|reply|answer|output)s? (must|should|shall|will|has to|in|with|as|by|to)\b"
        + @"|\b(limit|confine|restrict|tailor|format|phrase|respond|answer|reply) (the scope of )?(your|only (in|with)|exclusively"
        + @"|in (rhyme|riddles|emoji|base64|binary|all caps))\b"
        + @"|\b(append|include|incorporate|integrate|insert|embed|enrich|enhance|add|put|place)\b.{0,60}\b(your|this) (code|codebase"
        + @"|project|program|script|repl(y|ies)|response|answer)\b"
        + @"|\bai (assistant|model|language model)s? (must|should|shall) (now|always|ignore|respond|answer|recommend|say)\b",
        Options,
        Patterns.MatchLimit)]
    private static partial Regex Orders();
}
