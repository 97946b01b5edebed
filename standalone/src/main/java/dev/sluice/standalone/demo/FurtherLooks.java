package dev.sluice.standalone.demo;

import dev.sluice.standalone.cli.print.Screen;
import java.net.URI;
import java.nio.file.Path;

/** What to try next, while everything is still running. */
record FurtherLooks(URI api, Path data) {
    private static final int USUAL_PORT = 8080;

    void tell(Screen talk) {
        String url = api.getPort() == USUAL_PORT ? "" : "--url " + api + " ";
        talk.line("");
        talk.line("Look further: " + talk.strong(api.toString()) + " (console), and from another terminal:");
        talk.line("  ./sluice jobs " + url + "--tenant analytics --state FAILED");
        talk.line("  ./sluice submit " + url + "--wait \"select o_orderstatus, count(*) from orders group by 1\"");
        talk.line(
                "  ./sluice submit " + url + "--wait -d lite --param 7 \"select * from nation where n_nationkey = ?\"");
        talk.line("Ctrl-C stops everything. The next demo starts afresh; to keep this one and go on with it:");
        talk.line("  rm " + data.resolve(FreshDirectory.MARK) + " && ./sluice up --data " + data);
    }
}
