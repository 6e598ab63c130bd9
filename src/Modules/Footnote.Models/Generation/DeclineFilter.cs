using Footnote.Models.Prompts;

namespace Footnote.Models.Generation;

/// <summary>Holds the first characters of an answer back until it is clear that they are not the agreed "found nothing" reply.</summary>
internal sealed class DeclineFilter
{
    private string _held = "";
    private bool _isOpen;

    public bool HasDeclined { get; private set; }

    public string Push(string delta)
    {
        if (_isOpen)
        {
            return delta;
        }

        _held += delta;
        string start = _held.TrimStart(' ', '\n', '\r', '"', '*', '`');
        if (HasDeclined || start.StartsWith(AnswerPrompt.NotFoundReply, StringComparison.Ordinal))
        {
            HasDeclined = true;
            return "";
        }

        return AnswerPrompt.NotFoundReply.StartsWith(start, StringComparison.Ordinal) ? "" : Release();
    }

    public string Complete() => _isOpen || HasDeclined ? "" : Release();

    private string Release()
    {
        _isOpen = true;
        return _held;
    }
}
