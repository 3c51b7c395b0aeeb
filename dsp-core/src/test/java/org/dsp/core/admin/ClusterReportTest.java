package org.dsp.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Whole;
import org.junit.jupiter.api.Test;

class ClusterReportTest {
    private static Fields report(AdminAnswer answer) {
        return answer.report();
    }

    private static Fields row(Fields report, String list, int id) {
        return report.rows(list).stream()
                .filter(row -> row.whole("id").equals(java.util.Optional.of((long) id)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aConfiguredClusterHasWhatProgramsRelyOn() {
        AdminAnswer answer = ClusterReport.cluster(Pictures.configured());
        Fields report = report(answer);

        assertThat(answer.error()).isEmpty();
        assertThat(report.text("state")).contains("CONFIGURED");
        assertThat(report.text("result")).contains("STS_OK");
        assertThat(report.whole("epoch")).contains(3L);
        assertThat(report.text("cluster_id")).contains("0000000000000abc");
        assertThat(report.items("bm_cluster")).containsExactly(new Whole(1), new Whole(40));
        assertThat(report.items("bm_init")).containsExactly(new Whole(1));
        assertThat(report.texts("notes")).containsExactly("something");
        Fields self = row(report, "nodes", 1);
        assertThat(self.text("name")).contains("n1");
        assertThat(self.text("role")).contains("SERVER");
        assertThat(self.text("state")).contains("INITIALIZED");
        assertThat(self.text("level")).contains("LOADED");
        assertThat(self.whole("load")).contains(42L);
        assertThat(self.flag("proven")).isTrue();
        assertThat(self.text("address")).contains("127.0.0.1:3001");
        assertThat(self.text("link")).contains("SELF");
    }

    @Test
    void whatIsNotKnownIsSaidToBeNothing() {
        Fields absent = row(report(ClusterReport.cluster(Pictures.configured())), "nodes", 7);

        assertThat(absent.text("state")).contains("ABSENT");
        assertThat(absent.text("link")).contains("DOWN");
        assertThat(absent.values()).containsKeys("load", "age_ms");
        assertThat(absent.get("load")).isEmpty();
        assertThat(absent.get("age_ms")).isEmpty();
    }

    @Test
    void beforeTheConfigurationItIsSaidAndWhoIsThereIsShown() {
        for (AdminAnswer answer :
                List.of(
                        ClusterReport.cluster(Pictures.unconfigured()),
                        ClusterReport.nodes(Pictures.unconfigured()),
                        ClusterReport.levels(Pictures.unconfigured()))) {
            assertThat(answer.error())
                    .hasValueSatisfying(
                            e -> {
                                assertThat(e.code()).isEqualTo(AdminError.Code.NOT_CONFIGURED);
                                assertThat(e.text()).contains("STS_INVALID");
                            });
        }
        Fields report = report(ClusterReport.cluster(Pictures.unconfigured()));
        assertThat(report.text("state")).contains("NOT_CONFIGURED");
        assertThat(report.whole("epoch")).contains(0L);
        assertThat(report.rows("nodes")).hasSize(1);
    }

    @Test
    void levelsAreThoseOfInitialisedServers() {
        Fields report = report(ClusterReport.levels(Pictures.configured()));

        assertThat(report.rows("servers"))
                .singleElement()
                .satisfies(row -> assertThat(row.whole("id")).contains(1L));
    }

    @Test
    void namesAreThoseOfTheNodes() {
        assertThat(ClusterReport.names(Pictures.configured()).apply(40)).isEqualTo("n40");
        assertThat(ClusterReport.names(Pictures.configured()).apply(41)).isEmpty();
    }
}
