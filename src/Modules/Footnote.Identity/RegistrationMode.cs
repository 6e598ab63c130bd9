namespace Footnote.Identity;

public enum RegistrationMode
{
    Auto = 0,
    Open = 1,
    Closed = 2,
}
