package dev.lanyard.simulator.tenant;

/** Which licences of Microsoft Entra ID a tenant has bought, from none to all. */
public enum Premium {
    FREE,
    P1,
    P2
}
