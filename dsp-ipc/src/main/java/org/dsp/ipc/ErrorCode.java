package org.dsp.ipc;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a call may end with instead of success. The numbers are the original's (all negative): up to
 * -99 like POSIX, -101 to -201 of Minix IPC, from -301 on its own.
 */
public enum ErrorCode {
    EDVSPERM(-1, "the operation is not permitted"),
    EDVSNOENT(-2, "there is no such thing"),
    EDVSSRCH(-3, "there is no such process"),
    EDVSINTR(-4, "the call was interrupted"),
    EDVSIO(-5, "an input or output error happened"),
    EDVS2BIG(-7, "the request is too big"),
    EDVSAGAIN(-11, "it cannot be done right now, try again"),
    EDVSNOMEM(-12, "there is no memory left"),
    EDVSACCES(-13, "access is denied"),
    EDVSFAULT(-14, "the address is not registered memory"),
    EDVSBUSY(-16, "it is busy"),
    EDVSEXIST(-17, "it exists already"),
    EDVSINVAL(-22, "an argument is invalid"),
    EDVSNOSPC(-28, "there is no space left"),
    EDVSRANGE(-34, "an argument is out of range"),
    EDVSNOSYS(-38, "the function does not exist"),
    EDVSBADDEST(-55, "the destination is bad"),
    EDVSCONNREFUSED(-59, "the connection was refused"),
    EDVSCONNRESET(-60, "the connection was reset by the other side"),
    EDVSTIMEDOUT(-61, "the time-out has passed"),
    EDVSNOTCONN(-64, "there is no connection"),
    EDVSSHUTDOWN(-65, "the other side has shut down"),
    EDVSNOCONN(-66, "no connection could be made"),
    EDVSINPROGRESS(-70, "the operation is in progress"),
    EDVSALREADY(-72, "the operation is in progress already"),
    EDVSMSGSIZE(-73, "the message has a wrong size"),
    EDVSGENERIC(-99, "an error without a code of its own"),
    EDVSLOCKED(-101, "the call would deadlock: both would wait for each other"),
    EDVSBADCALL(-102, "there is no such call, or it is not allowed"),
    EDVSBADSRCDST(-103, "the source or destination is bad"),
    EDVSCALLDENIED(-104, "the call is denied by a filter"),
    EDVSDEADSRCDST(-105, "the source or destination is dead"),
    EDVSNOTREADY(-106, "the destination is not ready"),
    EDVSBADREQUEST(-107, "the destination cannot handle this request"),
    EDVSSRCDIED(-108, "the source ended during the call"),
    EDVSDSTDIED(-109, "the destination ended, or was not there"),
    EDVSTRAPDENIED(-110, "this endpoint may not use this call (clients may only sendrec)"),
    EDVSDONTREPLY(-201, "no reply is to be sent"),
    EDVSBADNODEID(-301, "the node id is bad"),
    EDVSBADDCID(-302, "the container id is bad"),
    EDVSDCNOTRUN(-303, "the container is not running"),
    EDVSBADPROC(-304, "the process number is bad"),
    EDVSBADPID(-305, "the process id is bad"),
    EDVSENDPOINT(-306, "the endpoint is bad"),
    EDVSNOPROXY(-307, "there is no proxy for that node"),
    EDVSRMTPROC(-308, "the process is remote"),
    EDVSLCLPROC(-309, "the process is local"),
    EDVSNOTBIND(-310, "the endpoint is not bound"),
    EDVSPROXYRUN(-311, "the proxy is running already"),
    EDVSACKDST(-312, "an acknowledgement came for a bad destination"),
    EDVSACKSRC(-313, "an acknowledgement came from a bad source"),
    EDVSACKWAIT(-314, "nobody waits for this acknowledgement"),
    EDVSNODEBUSY(-315, "the node is busy"),
    EDVSNONODE(-316, "the node does not exist, or the process lives on another one"),
    EDVSDVSBUSY(-317, "the system is initialised already"),
    EDVSDVSINIT(-318, "the system is not initialised"),
    EDVSNODCNODE(-319, "the node is not in the container's set of nodes"),
    EDVSPROCRUN(-320, "a party of the copy is running, not waiting in a call"),
    EDVSNOMSG(-321, "there is no message"),
    EDVSDCRUN(-323, "the container is running already"),
    EDVSPROCSTS(-324, "the process is not in the state that this call needs"),
    EDVSNODEFREE(-325, "the node is not up"),
    EDVSDCNODE(-326, "the node is in the container already"),
    EDVSBADPROXY(-327, "the proxy is bad"),
    EDVSONCOPY(-328, "the process takes part in a copy"),
    EDVSENQUEUED(-329, "an operation of this remote process is queued already"),
    EDVSOVERRUN(-330, "a resource is overrun: the notification is pending already"),
    EDVSBADOWNER(-331, "another process owns it"),
    EDVSMIGRATE(-332, "the process is migrating"),
    EDVSPROXYFREE(-333, "the proxy pair is free"),
    EDVSGRPLEADER(-334, "the process is not the leader of its thread group"),
    EDVSPRIVILEGES(-335, "the privilege is missing"),
    EDVSBINDTYPE(-336, "the bind type is bad"),
    EDVSSLOTUSED(-337, "the endpoint is in use already"),
    EDVSBADRANGE(-338, "a value is out of range"),
    EDVSBADVALUE(-339, "a value is bad"),
    EDVSBADDIR(-340, "the directory is bad"),
    EDVSBADFILE(-341, "the file is bad"),
    EDVSRSCBUSY(-342, "the resources are busy"),
    EDVSNAMESIZE(-343, "the name is too long (at most 15 bytes)"),
    EDVSALLOCMEM(-344, "memory could not be allocated"),
    EDVSPROXYID(-345, "the proxy id is bad"),
    EDVSREPLPROC(-346, "the process is replicated"),
    EDVSALIGN(-347, "the address is misaligned"),
    EDVSWOKENUP(-348, "the process was woken by another one"),
    EDVSBADTRAMP(-349, "the trampoline is bad"),
    EDVSUSR2USR(-350, "a copy between two processes goes on"),
    EDVSKRN2USR(-351, "a copy from the kernel goes on"),
    EDVSUSR2KRN(-352, "a copy to the kernel goes on"),
    EDVSPRIMARY(-401, "there is no primary"),
    EDVSNOREPLICA(-402, "there is no replica"),
    EDVSRESTARTSYS(-512, "the call is to be restarted");

    private static final Map<Integer, ErrorCode> BY_NUMBER =
            Stream.of(values())
                    .collect(Collectors.toUnmodifiableMap(ErrorCode::number, Function.identity()));

    private final int number;
    private final String text;

    ErrorCode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number as calls return it and messages carry it, below 0. */
    public int number() {
        return number;
    }

    /** What it means, in words for whoever reads a log. */
    public String text() {
        return text;
    }

    /** The code with this number (below 0), empty when there is none. */
    public static Optional<ErrorCode> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** For a log: {@code EDVSNOTCONN (-64): there is no connection}. Any number is allowed. */
    public static String describe(int number) {
        return of(number).map(ErrorCode::describe).orElseGet(() -> "unknown code " + number);
    }

    /** For a log: {@code EDVSNOTCONN (-64): there is no connection}. */
    public String describe() {
        return name() + " (" + number + "): " + text;
    }
}
