package org.dsp.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports point down only (docs/architecture.md, Modules). */
@AnalyzeClasses(packages = "org.dsp", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule ipc_needs_only_the_jdk =
            classes()
                    .that()
                    .resideInAPackage("org.dsp.ipc..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("org.dsp.ipc..", "java..");

    @ArchTest
    static final ArchRule core_knows_no_shell =
            classes()
                    .that()
                    .resideInAPackage("org.dsp.core..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.dsp.core..",
                            "org.dsp.ipc..",
                            "io.netty.buffer..",
                            "org.slf4j..",
                            "java..");

    @ArchTest
    static final ArchRule buffers_are_known_in_wire_and_the_shells_only =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.core..")
                    .and()
                    .resideOutsideOfPackage("org.dsp.core.wire..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule core_does_no_io_and_has_no_thread_and_no_clock =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.core..")
                    .and()
                    // An address in digits is parsed with the JDK's class for it, asking nobody.
                    .doNotHaveFullyQualifiedName("org.dsp.core.config.BindAddress")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "java.net..",
                                            "java.nio.channels..",
                                            "java.util.concurrent..")
                                    .or(
                                            com.tngtech.archunit.core.domain.JavaClass.Predicates
                                                    .type(Thread.class)))
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule wire_knows_nobody_in_core =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.core.wire..")
                    .should(
                            dependOnClassesThat(
                                    resideInAnyPackage(
                                            "org.dsp.core.kernel..",
                                            "org.dsp.core.channel..",
                                            "org.dsp.core.node..")));

    @ArchTest
    static final ArchRule kernel_does_not_know_the_channels =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.core.kernel..")
                    .should(dependOnClassesThat(resideInAPackage("org.dsp.core.channel..")));

    @ArchTest
    static final ArchRule channel_does_not_know_the_kernel =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.core.channel..")
                    .should(
                            dependOnClassesThat(
                                    resideInAnyPackage(
                                            "org.dsp.core.kernel..", "org.dsp.core.node..")));

    @ArchTest
    static final ArchRule configuration_needs_core_only =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.config..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.dsp.net..",
                            "org.dsp.dvk..",
                            "org.dsp.proxy..",
                            "org.dsp.daemon..",
                            "org.dsp.apps..",
                            "io.netty..");

    @ArchTest
    static final ArchRule programs_are_written_against_the_library_only =
            classes()
                    .that()
                    .resideInAPackage("org.dsp.apps..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.dsp.apps..",
                            "org.dsp.ipc",
                            "picocli..",
                            "org.HdrHistogram..",
                            "java..");

    @ArchTest
    static final ArchRule the_two_shells_do_not_know_each_other =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.dvk..")
                    .should(
                            dependOnClassesThat(
                                    resideInAnyPackage(
                                            "org.dsp.proxy..",
                                            "org.dsp.daemon..",
                                            "org.dsp.config..")));

    @ArchTest
    static final ArchRule the_proxy_knows_no_process =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.proxy..")
                    .should(
                            dependOnClassesThat(
                                    resideInAnyPackage(
                                            "org.dsp.dvk..",
                                            "org.dsp.daemon..",
                                            "org.dsp.config..")));

    @ArchTest
    static final ArchRule the_agent_s_shell_knows_core_and_the_group_only =
            classes()
                    .that()
                    .resideInAPackage("org.dsp.agent..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.dsp.agent..",
                            "org.dsp.core..",
                            "org.jgroups..",
                            "org.slf4j..",
                            "java..");

    @ArchTest
    static final ArchRule only_the_agent_s_shell_knows_the_group =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.dsp.agent..")
                    .should(dependOnClassesThat(resideInAPackage("org.jgroups..")));

    @ArchTest
    static final ArchRule the_tool_knows_no_daemon =
            classes()
                    .that()
                    .resideInAPackage("org.dsp.cli..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.dsp.cli..",
                            "org.dsp.core..",
                            "org.dsp.config..",
                            "org.dsp.agent..",
                            "org.dsp.ipc..",
                            "picocli..",
                            "java..");

    @ArchTest
    static final ArchRule nobody_in_core_knows_who_reports_on_it =
            noClasses()
                    .that()
                    .resideInAPackage("org.dsp.core..")
                    .and()
                    .resideOutsideOfPackage("org.dsp.core.admin..")
                    .should(dependOnClassesThat(resideInAPackage("org.dsp.core.admin..")));

    @ArchTest
    static final ArchRule the_simulator_needs_core_and_the_attach_protocol_only =
            classes()
                    .that()
                    .resideInAPackage("org.dsp.sim..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.dsp.sim..", "org.dsp.core..", "org.dsp.ipc..", "java..");
}
