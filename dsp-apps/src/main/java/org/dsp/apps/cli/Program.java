package org.dsp.apps.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dsp.ipc.DvkException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command: its arguments, its errors as one line each, its exit status. */
public final class Program {
    private Program() {}

    /** Runs {@code command} and ends the JVM with its status. */
    public static void main(Callable<Integer> command, String... args) {
        System.exit(commandLine(command).execute(args));
    }

    /** The command with the error handling of all programs. */
    public static CommandLine commandLine(Callable<Integer> command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(ExitStatus.texts());
        line.setExitCodeExceptionMapper(Program::status);
        line.setParameterExceptionHandler(Program::wrongArguments);
        line.setExecutionExceptionHandler(Program::failed);
        return line;
    }

    private static int wrongArguments(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        String name = line.getCommandName();
        err.println(name + ": " + e.getMessage());
        err.println("usage: " + line.getHelp().synopsis(0).strip());
        err.println("Try '" + name + " --help'.");
        return ExitStatus.USAGE;
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        boolean expected = e instanceof Failure || e instanceof DvkException;
        err.println(line.getCommandName() + ": " + (expected ? e.getMessage() : e.toString()));
        if (parsed.hasMatchedOption(AttachOptions.DEBUG)) {
            e.printStackTrace(err);
        }
        err.flush();
        return status(e);
    }

    private static int status(Throwable e) {
        if (e instanceof Failure failure) {
            return failure.status();
        }
        return e instanceof DvkException ? ExitStatus.CALL : ExitStatus.INTERNAL;
    }
}
