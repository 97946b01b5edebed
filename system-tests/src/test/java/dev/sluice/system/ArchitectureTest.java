package dev.sluice.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.JobError;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Test;

/** The rules of the tree, each with its reason. Sizes are Checkstyle's, dependencies between artifacts the enforcer's. */
class ArchitectureTest {
    private static final int MOST_TYPES_IN_A_PACKAGE = 15;

    /** The aim is 50; what is public and needs not be is closed bit by bit, and this follows. */
    private static final int MOST_PUBLIC_PERCENT = 60;

    /** The steps of the dispatcher that decide; what is around them talks to Kafka. */
    private static final String[] DECIDING = List.of(
                    "accept",
                    "resolve",
                    "classify",
                    "authorize",
                    "estimate",
                    "throttle",
                    "admit",
                    "scale",
                    "place",
                    "route",
                    "decide",
                    "job",
                    "line",
                    "normal",
                    "session",
                    "parse",
                    "touch",
                    "policy")
            .stream()
            .map(step -> "dev.sluice.dispatcher." + step + "..")
            .toArray(String[]::new);

    private static final List<String> SERVICES = List.of("dispatcher", "executor", "sink", "api");

    private static final JavaClasses TREE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice")
            .that(not(resideInAPackage("dev.sluice.message..")));

    @Test
    void servicesMeetInTopicsAlone() {
        for (String service : SERVICES) {
            String[] others = SERVICES.stream()
                    .filter(other -> !other.equals(service))
                    .map(other -> "dev.sluice." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.sluice." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("a service must be deployable, and understandable, without the others"));
        }
    }

    @Test
    void theContractKnowsNobodyAndTheClientOnlyTheContract() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.sluice.schemas..", "dev.sluice.runtime..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..")
                        .and(not(resideInAnyPackage(
                                "dev.sluice.message..", "dev.sluice.schemas..", "dev.sluice.runtime.."))))
                .because("everything stands on schemas and runtime"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.sluice.client..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..")
                        .and(not(resideInAnyPackage(
                                "dev.sluice.message..", "dev.sluice.schemas..", "dev.sluice.client.."))))
                .because("a producer imports the client and must not get a service with it"));
    }

    @Test
    void packagesAreStepsOfTheFlowAndNoDrawers() {
        check(noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..", "..core..", "..util..", "..utils..", "..helper..", "..misc..", "..impl..")
                .because("what may go anywhere ends up there"));
        check(noClasses()
                .should()
                .resideInAnyPackage("..model..", "..dto..", "..service.impl..", "..entity..")
                .because("a package is a step of the flow, never a layer"));
    }

    @Test
    void aPackageIsSmallEnoughToBeReadAtOnce() {
        Map<String, Long> types =
                topLevel().stream().collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        types.entrySet().removeIf(entry -> entry.getValue() <= MOST_TYPES_IN_A_PACKAGE);

        assertThat(types)
                .as("packages with more than %s types: split the step", MOST_TYPES_IN_A_PACKAGE)
                .isEmpty();
    }

    @Test
    void publicIsADecision() {
        List<JavaClass> types = topLevel();
        long open = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(100 * open / types.size())
                .as(
                        "percentage of %s types that are public: what nobody outside of its package needs must not be",
                        types.size())
                .isLessThanOrEqualTo(MOST_PUBLIC_PERCENT);
    }

    @Test
    void namesSayWhatAThingDoes() {
        for (String filler :
                List.of("Manager", "Helper", "Util", "Utils", "Common", "Base", "Impl", "Info", "Wrapper")) {
            check(noClasses()
                    .should()
                    .haveSimpleNameEndingWith(filler)
                    .because("'" + filler + "' says nothing: name the verb, the agent or the value"));
        }
        check(noClasses()
                .should()
                .haveSimpleNameStartingWith("Abstract")
                .because("we compose; a base class hides where behaviour comes from"));
        check(classes()
                .that(simpleNameEndingWith("Processor"))
                .should()
                .beAssignableTo(Processor.class)
                .because("the word is taken: a node of a Streams topology"));
    }

    @Test
    void timeComesFromOutside() {
        check(
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Thread.class, "sleep", long.class)
                        .because(
                                "a decision that takes its time as an argument can be tested; a thread that sleeps cannot be stopped"));
        check(noClasses()
                .that(not(simpleNameEndingWith("Main")).and(not(assignableTo(SluiceClient.class))))
                .and()
                .resideInAnyPackage(
                        "dev.sluice.dispatcher..", "dev.sluice.executor..", "dev.sluice.sink..", "dev.sluice.api..")
                .should()
                .callMethod(InstantSource.class, "system")
                .because("the clock of a process is chosen where it starts"));
    }

    @Test
    void decidingIsPure() {
        check(noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "java.sql..", "java.net.http..", "io.micrometer..", "io.opentelemetry..")
                .because("steps of the dispatcher are values in, values out; only what is around them talks to Kafka"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.sluice.sink.fold..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "io.micrometer..")
                .because("what history becomes is decided by rules that need no database to be tested"));
    }

    @Test
    void errorsComeFromTheCatalogue() {
        check(noClasses()
                .that(not(assignableTo(ErrorCatalog.class)))
                .should()
                .callConstructorWhere(target(owner(assignableTo(JobError.class))))
                .orShould()
                .callMethod(JobError.class, "newBuilder")
                .because("one code means one category and one answer to 'shall I try again?', whoever reports it"));
    }

    @Test
    void stepsDoNotRunInCircles() {
        for (String module : List.of("dispatcher", "executor", "sink", "api", "schemas", "runtime", "standalone")) {
            check(slices().matching("dev.sluice." + module + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("a flow has a direction"));
        }
    }

    @Test
    void nothingPrintsButTheCommand() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.standalone..", "dev.sluice.runtime.process..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("services log; what they say must have a level and keys"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(TREE);
    }

    private static List<JavaClass> topLevel() {
        return TREE.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }
}
