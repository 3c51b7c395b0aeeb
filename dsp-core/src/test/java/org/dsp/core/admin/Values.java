package org.dsp.core.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Flag;
import org.dsp.core.admin.Value.Items;
import org.dsp.core.admin.Value.Nothing;
import org.dsp.core.admin.Value.Real;
import org.dsp.core.admin.Value.Text;
import org.dsp.core.admin.Value.Whole;

/** Trees to test with. */
final class Values {
    private Values() {}

    static Arbitrary<Value> trees() {
        return Arbitraries.lazyOf(
                Values::leaves,
                Values::leaves,
                () -> trees().list().ofMaxSize(4).map(Items::new),
                () -> fields().map(each -> each));
    }

    static Arbitrary<Fields> fields() {
        return Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMaxLength(8),
                        Arbitraries.lazy(Values::trees))
                .ofMaxSize(4)
                .map(Values::fieldsOf);
    }

    private static Fields fieldsOf(Map<String, Value> map) {
        return new Fields(new LinkedHashMap<>(map));
    }

    private static Arbitrary<Value> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.just(new Nothing()),
                Arbitraries.of(true, false).map(Flag::new),
                Arbitraries.longs().map(Whole::new),
                Arbitraries.doubles().map(Real::new),
                Arbitraries.strings()
                        .filter(text -> text.codePoints().noneMatch(Values::isSurrogate))
                        .map(Text::new));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
