package dev.sluice.standalone.cli.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.standalone.cli.parameter.ParameterArgument.Named;
import dev.sluice.standalone.cli.parameter.ParameterArgument.NamedConverter;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredParametersTest {
    private static final String TEMPLATES = """
            {"templates": [
              {"key": "items@2", "definition": {"queryId": "items", "version": 2, "parameters": [
                {"name": "code", "type": "TEXT"}, {"name": "rank", "type": "LONG"}, {"name": "since", "type": "DATE"},
                {"name": "price", "type": "DECIMAL"}, {"name": "share", "type": "DOUBLE"}, {"name": "open", "type": "BOOLEAN"}]}},
              {"key": "items@1", "definition": {"queryId": "items", "version": 1, "parameters": [{"name": "code", "type": "LONG"}]}},
              {"key": "items@3", "definition": {"queryId": "items", "version": 3}, "problems": ["it holds no statement"]},
              {"key": "others@9", "definition": {"queryId": "others", "version": 9}}]}
            """;

    private DeclaredParameters declared;

    @BeforeEach
    void read() throws IOException {
        declared = DeclaredParameters.newest("items", Json.parse(TEMPLATES.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            code=5 | {"type":"TEXT","value":"5"}
            code=true | {"type":"TEXT","value":"true"}
            code= | {"type":"TEXT","value":""}
            code=null | {"type":"TEXT","value":null}
            code=text:null | {"type":"TEXT","value":"null"}
            rank=5 | {"type":"LONG","value":5}
            rank=null | {"type":"LONG","value":null}
            since=2020-01-31 | {"type":"DATE","value":"2020-01-31"}
            price=5 | {"type":"DECIMAL","value":"5"}
            share=5 | {"type":"DOUBLE","value":5.0}
            open=true | {"type":"BOOLEAN","value":true}
            rank=decimal:5 | {"type":"DECIMAL","value":"5"}
            another=5 | {"type":"LONG","value":5}
            """)
    void aValueGetsTheTypeOfItsParameterUnlessItSaysItsOwn(String argument, String json) throws UsageException {
        List<Named> typed = declared.named(List.of(new NamedConverter().convert(argument)));

        assertThat(typed.getFirst().argument().toJson()).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rank=many | parameter rank must be a LONG: 'many' is no long: use such as long:42
            rank= | parameter rank must be a LONG: '' is no long: use such as long:42
            since=yesterday | parameter since must be a DATE: 'yesterday' is no date: use such as date:2020-01-31
            open=1 | parameter open must be a BOOLEAN: '1' is no boolean: use such as boolean:true
            """)
    void whatIsNoValueOfTheTypeIsRefusedWithTheNameAndTheType(String argument, String message) {
        assertThatThrownBy(() -> declared.named(List.of(new NamedConverter().convert(argument))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void valuesByPositionAreTypedInTheOrderOfTheParameters() throws UsageException {
        List<ParameterArgument> given =
                Stream.of("5", "5", "2020-01-31").map(ParameterArgument::parse).toList();

        assertThat(declared.inOrder(given))
                .extracting(argument -> argument.type().name())
                .containsExactly("TEXT", "LONG", "DATE");
    }
}
