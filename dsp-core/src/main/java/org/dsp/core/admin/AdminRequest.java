package org.dsp.core.admin;

import org.dsp.core.admin.Value.Fields;

/**
 * What a tool asks.
 *
 * @param command one of the constants here
 * @param arguments of the command
 */
public record AdminRequest(String command, Fields arguments) {
    /** The cluster's nodes and bitmaps. No arguments. */
    public static final String CLUSTER = "cluster";

    /** The load of the servers. No arguments. */
    public static final String LOADLVL = "loadlvl";

    /** The same after asking every server anew. No arguments. */
    public static final String UPDTLVL = "updtlvl";

    /** Every node with all that is known of it. No arguments. */
    public static final String NODES = "nodes";

    /** Sessions: {@value #LIMIT}. */
    public static final String SESSIONS = "sessions";

    /** Ends a session that this node serves: {@value #ID}. */
    public static final String END_SESSION = "session-end";

    /**
     * The frames of sessions as they pass: {@value #ID}, if it is there, of that one only. The one
     * request that has more than one answer: they go on until the tool goes.
     */
    public static final String TRACE = "trace";

    /** What clients may call. No arguments. */
    public static final String SERVICES = "services";

    /** This node's channels. No arguments. */
    public static final String STATUS = "status";

    /** A new configuration: {@value #NAME}, {@value #TEXT}, {@value #DRY_RUN}. */
    public static final String CONFIG = "config";

    /** The configuration that is in force, without passwords. No arguments. */
    public static final String SHOW_CONFIG = "show-config";

    /** Takes an endpoint: {@value #DCID}, {@value #ENDPOINT}, {@value #NAME}. */
    public static final String EP_BIND = "ep-bind";

    /** Says where an endpoint lives: as {@link #EP_BIND}, and {@value #NODE}. */
    public static final String EP_RMTBIND = "ep-rmtbind";

    /** Ends what is bound there: {@value #DCID}, {@value #ENDPOINT}. */
    public static final String EP_UNBIND = "ep-unbind";

    /** Every endpoint that is bound. No arguments. */
    public static final String EP_LIST = "ep-list";

    /** Nothing new for this node: {@value #ON}. */
    public static final String DRAIN = "drain";

    /** This node is out of service: {@value #ON}. */
    public static final String MAINTENANCE = "maintenance";

    /** Argument: most rows wanted, a whole number. */
    public static final String LIMIT = "limit";

    /** Argument: of a session, 16 hexadecimal digits as a text. */
    public static final String ID = "id";

    /** Argument: a text. */
    public static final String NAME = "name";

    /** Argument: the text of a file. */
    public static final String TEXT = "text";

    /** Argument: container, a whole number. */
    public static final String DCID = "dcid";

    /** Argument: endpoint, a whole number. */
    public static final String ENDPOINT = "endpoint";

    /** Argument: node id, a whole number. */
    public static final String NODE = "node";

    /** Argument: yes to have it judged only. */
    public static final String DRY_RUN = "dry_run";

    /** Argument: yes or no. */
    public static final String ON = "on";

    /** A request without arguments. */
    public static AdminRequest of(String command) {
        return new AdminRequest(command, Fields.EMPTY);
    }

    /** As it travels. */
    public Fields fields() {
        return new FieldsBuilder().with("command", command).with("arguments", arguments).build();
    }

    /**
     * What travelled.
     *
     * @throws AdminFormatException when it is no request
     */
    public static AdminRequest of(Fields fields) {
        String command =
                fields.text("command")
                        .orElseThrow(() -> new AdminFormatException("a request without command"));
        Fields arguments =
                fields.get("arguments")
                        .filter(Fields.class::isInstance)
                        .map(Fields.class::cast)
                        .orElse(Fields.EMPTY);
        return new AdminRequest(command, arguments);
    }
}
