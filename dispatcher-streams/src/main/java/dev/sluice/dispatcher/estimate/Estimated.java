package dev.sluice.dispatcher.estimate;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.authorize.Authorized;
import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Traits;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.message.Lane;

/** A job that may run, with the lane for it. */
public record Estimated(Authorized authorized, Lane lane, Prediction prediction) {
    public Classified classified() {
        return authorized.classified();
    }

    public Grant grant() {
        return authorized.grant();
    }

    public Accepted accepted() {
        return classified().resolved().accepted();
    }

    public Database database() {
        return classified().resolved().database();
    }

    public Traits traits() {
        return classified().traits();
    }
}
