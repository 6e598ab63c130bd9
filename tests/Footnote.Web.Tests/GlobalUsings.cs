global using Footnote.Client;
