/** Services on real daemons: started on demand, sticky by session, ended with them. */
package org.dsp.tests.services;
