/** The outside system under the suite's control: what a connector author supplies so that trouble can be made. */
package dev.lanyard.contract.bed;
