package org.dsp.bench.stream;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address as an option of a program. */
public final class AddressConverter implements ITypeConverter<StreamAddress> {
    @Override
    public StreamAddress convert(String text) {
        try {
            return StreamAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
