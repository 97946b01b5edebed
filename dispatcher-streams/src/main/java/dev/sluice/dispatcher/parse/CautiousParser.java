package dev.sluice.dispatcher.parse;

import dev.sluice.schemas.lex.Dialect;

/** Whatever a parser throws at a text is that text's fault and ends here: libraries let far more out than they declare. */
final class CautiousParser implements SqlParser {
    private final SqlParser parser;

    CautiousParser(SqlParser parser) {
        this.parser = parser;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public Parse parse(String sql, Dialect dialect) {
        try {
            return parser.parse(sql, dialect);
        } catch (StackOverflowError e) {
            return new Parse.NotUnderstood("too nested");
        } catch (LinkageError e) {
            return new Parse.NotUnderstood(e.getClass().getSimpleName());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return new Parse.NotUnderstood(e.getClass().getSimpleName());
        }
    }
}
