/**
 * Packages of the BioImage Model Zoo (bioimage.io), formats 0.3 to 0.5: a folder or zip with a YAML
 * file that describes a network, its weights, and images to test it with.
 */
package io.github.robustj.packaging.bioimage;
