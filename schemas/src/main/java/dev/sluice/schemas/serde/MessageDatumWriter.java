package dev.sluice.schemas.serde;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Avro's writer with a short way through the unions of nothing and one type, which most fields of ours are: what is there can only be
 * that type, where Avro looks its class up by name each time. Thread-safe.
 */
public class MessageDatumWriter<T> extends SpecificDatumWriter<T> {
    private static final int OPTIONAL = 2;

    public MessageDatumWriter(Schema schema) {
        super(schema, SpecificData.getForSchema(schema));
    }

    @Override
    protected int resolveUnion(Schema union, Object datum) {
        List<Schema> types = union.getTypes();
        if (types.size() == OPTIONAL) {
            boolean nothingFirst = types.get(0).getType() == Schema.Type.NULL;
            if (nothingFirst || types.get(1).getType() == Schema.Type.NULL) {
                return (datum == null) == nothingFirst ? 0 : 1;
            }
        }
        return super.resolveUnion(union, datum);
    }
}
