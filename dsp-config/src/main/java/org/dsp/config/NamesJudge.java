package org.dsp.config;

import org.dsp.core.config.RemoteName;

/** Judges an entry of {@code names} against something that the node file does not know. */
interface NamesJudge {
    void judge(RemoteName name, BlockReader entry);
}
