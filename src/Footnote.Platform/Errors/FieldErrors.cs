namespace Footnote.Platform.Errors;

/// <summary>Collects the faults of a request so that the caller hears all of them at once.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _faults = new(StringComparer.Ordinal);

    public bool Any => _faults.Count > 0;

    /// <summary>Adds a fault; <paramref name="field"/> is the field's name in JSON, dotted when nested.</summary>
    public FieldErrors Add(string field, string message)
    {
        if (!_faults.TryGetValue(field, out var list))
        {
            _faults[field] = list = [];
        }

        list.Add(message);
        return this;
    }

    public FieldErrors AddIf(bool isFault, string field, string message) => isFault ? Add(field, message) : this;

    public Error ToError() =>
        Error.Validation(_faults.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal));
}
