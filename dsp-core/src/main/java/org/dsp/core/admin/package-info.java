/**
 * What {@code dlbcmd} and a daemon say to each other: values, their bytes, requests and answers,
 * and the reports that answer them. Pure functions; {@code docs/admin-protocol.md} has the layout.
 */
package org.dsp.core.admin;
