package dev.sluice.dispatcher.line;

import dev.sluice.message.StatementClass;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Who on one database is at a limit of its own and so is passed over until something of it ends. Not thread-safe. */
public final class Held {
    private final Set<String> tenants = new HashSet<>();
    private final Set<Person> principals = new HashSet<>();
    private final Set<StatementClass> classes = EnumSet.noneOf(StatementClass.class);

    private record Person(String tenant, String principal) {}

    boolean tenant(String tenant) {
        return tenants.contains(tenant);
    }

    boolean principal(String tenant, String principal) {
        return principals.contains(new Person(tenant, principal));
    }

    boolean statementClass(StatementClass statementClass) {
        return classes.contains(statementClass);
    }

    public void holdTenant(Scheduled job) {
        tenants.add(job.tenant());
    }

    public void holdPrincipal(Scheduled job) {
        principals.add(new Person(job.tenant(), job.principal()));
    }

    public void holdClass(Scheduled job) {
        classes.add(job.statementClass());
    }

    /** Something of this job's tenant, principal and class has ended; answers whether any of them was held. */
    public boolean release(Scheduled job) {
        boolean tenant = tenants.remove(job.tenant());
        boolean principal = principals.remove(new Person(job.tenant(), job.principal()));
        boolean statementClass = classes.remove(job.statementClass());
        return tenant || principal || statementClass;
    }

    /** Whether anybody is held. */
    public boolean any() {
        return !tenants.isEmpty() || !principals.isEmpty() || !classes.isEmpty();
    }

    /** Those held, to be looked at again because limits may have changed. */
    public Set<String> forgetAll() {
        Set<String> affected = new HashSet<>(tenants);
        principals.forEach(person -> affected.add(person.tenant()));
        tenants.clear();
        principals.clear();
        classes.clear();
        return affected;
    }
}
