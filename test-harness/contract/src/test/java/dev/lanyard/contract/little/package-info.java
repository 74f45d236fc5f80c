/**
 * A little directory: a real HTTP service of people and teams, and a good connector for it, from which the deliberately
 * wrong ones differ in one point each. The connector and its variants are packed into jars and loaded as any plugin is.
 */
package dev.lanyard.contract.little;
