package dev.sluice.schemas.lex;

/** What the lexer tells apart. Comments and white space are no tokens. */
public enum TokenKind {
    /** Keyword or unquoted identifier. */
    WORD,
    /** Quoted identifier. */
    QUOTED,
    /** String or number. */
    LITERAL,
    PLACEHOLDER,
    OPEN,
    CLOSE,
    COMMA,
    SEMICOLON,
    DOT,
    /** Any other single character. */
    OPERATOR,
    /** Something opened and never closed; nothing can be read after it. */
    BROKEN,
    END
}
