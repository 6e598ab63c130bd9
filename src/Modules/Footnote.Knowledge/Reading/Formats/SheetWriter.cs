using System.Globalization;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Writes the rows of a sheet as they come: a row of names after a gap opens a table, a lone cell is a caption.</summary>
internal sealed class SheetWriter(DocumentBuilder builder)
{
    private IReadOnlyList<string>? _header;
    private IReadOnlyList<string>? _pending;

    public void Write(IReadOnlyList<string> cells)
    {
        var filled = cells.Count(cell => !string.IsNullOrWhiteSpace(cell));
        if (filled == 0)
        {
            End();
        }
        else if (_header is null && _pending is null && filled == 1)
        {
            builder.Paragraph(cells.First(cell => !string.IsNullOrWhiteSpace(cell)));
        }
        else if (_header is null && _pending is null)
        {
            _pending = cells;
        }
        else
        {
            if (_pending is not null)
            {
                _header = LooksLikeHeader(_pending) ? _pending : [];
                builder.TableRow(TableRowText.Format(_pending, header: null));
                _pending = null;
            }

            builder.TableRow(TableRowText.Format(cells, _header));
        }
    }

    /// <summary>Ends the table at hand.</summary>
    public void End()
    {
        if (_pending is not null)
        {
            builder.TableRow(TableRowText.Format(_pending, header: null));
        }

        (_header, _pending) = (null, null);
    }

    private static bool LooksLikeHeader(IReadOnlyList<string> cells) =>
        cells.All(cell => cell.Length <= 100 && !double.TryParse(cell, NumberStyles.Any, CultureInfo.InvariantCulture, out _));
}
